package org.sealpost.cli;

import picocli.CommandLine.Option;

/** A message and why something is done about it, for what nobody may do without saying why. */
final class MessageAndReason extends ChosenMessage {

    @Option(names = "--reason", required = true, description = "For the record; names no patient.")
    private String reason = "";

    @Override
    String reason() {
        return reason;
    }
}

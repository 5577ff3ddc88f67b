package org.sealpost.cli;

import picocli.CommandLine.Option;

/** A message and why something is done about it, where the record may say that nobody said why. */
final class MessageAndOptionalReason extends ChosenMessage {

    @Option(names = "--reason", description = "For the record; names no patient.")
    private String reason = "Done on the command line, without a reason given";

    @Override
    String reason() {
        return reason;
    }
}

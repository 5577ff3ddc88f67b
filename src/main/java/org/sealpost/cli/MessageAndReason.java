package org.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** The message that a person decides about, and why. */
final class MessageAndReason {

    @Mixin
    private PracticeOption practice = new PracticeOption();

    @Parameters(paramLabel = "ID")
    private UUID id = new UUID(0, 0);

    @Option(names = "--reason", required = true, description = "For the record; names no patient.")
    private String reason = "";

    PracticeOption practice() {
        return practice;
    }

    UUID id() {
        return id;
    }

    /** The reason as the API takes it. */
    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("reason", reason);
    }
}

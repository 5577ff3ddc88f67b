package org.sealpost.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.UUID;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** The message that a person does something about, with what the record says of why. */
abstract class ChosenMessage {

    @Mixin
    private PracticeOption practice = new PracticeOption();

    @Parameters(paramLabel = "ID")
    private UUID id = new UUID(0, 0);

    PracticeOption practice() {
        return practice;
    }

    UUID id() {
        return id;
    }

    abstract String reason();

    /** The reason as the API takes it. */
    ObjectNode json() {
        return JsonNodeFactory.instance.objectNode().put("reason", reason());
    }
}

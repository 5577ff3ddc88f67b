package org.sealpost.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/** A command that failed: its sentence in one line. */
final class OneLineFailure implements IExecutionExceptionHandler {

    @Override
    public int handleExecutionException(Exception failure, CommandLine command, ParseResult result) {
        String message =
                String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
        command.getErr().println("sealpost: " + message);
        return CommandLine.ExitCode.SOFTWARE;
    }
}

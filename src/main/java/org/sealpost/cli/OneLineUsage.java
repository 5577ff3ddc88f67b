package org.sealpost.cli;

import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.ParameterException;

/** A wrong command line: one line that says what is wrong and where the help is. */
final class OneLineUsage implements IParameterExceptionHandler {

    @Override
    public int handleParseException(ParameterException wrong, String[] arguments) {
        String message = String.valueOf(wrong.getMessage()).lines().findFirst().orElse("The command line is wrong");
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        wrong.getCommandLine().getErr().println("sealpost: " + message + "; see '" + command + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }
}

package org.sealpost.cli;

import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.Callable;
import org.sealpost.launch.Launch;
import picocli.CommandLine.Command;

/** {@code sealpost serve}: runs the gateway. */
@Command(
        name = "serve",
        description = "Runs the gateway with config/application.yaml, config/rules.yaml and the environment.",
        mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {

    @Override
    public Integer call() {
        return new Launch(Path.of("config"), System.err).serve(Map.of());
    }
}

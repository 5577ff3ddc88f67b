package org.sealpost.cli;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.sealpost.policy.AddressFinding;
import org.sealpost.policy.Trial;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What is taken to be found beside what the detectors find, as options of a command. */
final class TriedFindings {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--other-patient", description = "The message identifies another patient, too.")
    private boolean otherPatient;

    @Option(names = "--uninspectable", description = "A part cannot be read.")
    private boolean uninspectable;

    @Option(names = "--malware", paramLabel = "NAME", description = "What a scanner found.")
    private Optional<String> malware = Optional.empty();

    @Option(
            names = "--address",
            split = ";",
            paramLabel = "DOUBT",
            description = {
                "What is doubtful about the recipients' addresses: shared-address, lookalike-domain,",
                "first-time; separated by ';'. Domains that look like known ones are found without it."
            })
    private List<String> address = new ArrayList<>();

    Trial.Found found() {
        Set<AddressFinding> doubts = EnumSet.noneOf(AddressFinding.class);
        for (String key : address) {
            doubts.add(AddressFinding.parse(key)
                    .orElseThrow(() -> new ParameterException(
                            spec.commandLine(),
                            "--address takes " + String.join(", ", AddressFinding.keys()) + ", not '" + key + "'")));
        }
        return new Trial.Found(otherPatient, uninspectable, malware, doubts);
    }
}

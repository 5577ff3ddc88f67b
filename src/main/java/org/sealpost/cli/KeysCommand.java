package org.sealpost.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.sealpost.launch.LostKeystore;
import org.sealpost.launch.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code sealpost keys}: the practice's own keys for S/MIME, and the backup of every key of the installation. */
@Command(
        name = "keys",
        description =
                "Makes, imports, rotates and destroys the practice's own keys for S/MIME, and backs up every key.",
        synopsisSubcommandLabel = "COMMAND",
        mixinStandardHelpOptions = true)
final class KeysCommand {

    private static final String PATH = "/api/v1/keys";
    private static final int DAY = 10;

    /** Each as practice/id. */
    private static final String CLOSED_KEYS = "X-Sealpost-Closed-Keys";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final GatewayConnection gateway;
    private final Map<String, String> environment;

    KeysCommand(GatewayConnection gateway, Map<String, String> environment) {
        this.gateway = gateway;
        this.environment = Map.copyOf(environment);
    }

    @Command(name = "list", description = "Lists keys and what is to be done.", mixinStandardHelpOptions = true)
    int list(@Mixin PracticeOption practice) throws GatewayException {
        print(gateway.get(PATH + practice.query()));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "create",
            description = "Makes a key; without --self or --authority it waits for a certificate, and its request is"
                    + " printed.",
            mixinStandardHelpOptions = true)
    int create(
            @Mixin PracticeOption practice,
            @Option(names = "--algorithm", paramLabel = "NAME", description = "rsa-3072 when missing.") @Nullable
                    String algorithm,
            @Option(names = "--name", paramLabel = "NAME", description = "Name in the certificate.") @Nullable
                    String name,
            @Option(names = "--self", description = "It signs its own certificate.") boolean self,
            @Option(names = "--authority", description = "The internal authority certifies it.") boolean authority,
            @Option(names = "--token", description = "It is made in the token, and stays there.") boolean token,
            @Option(names = "--from", paramLabel = "TIME", description = "When it begins to sign.") @Nullable
                    Instant from,
            @Parameters(paramLabel = "OWNER", description = "An address, a domain, or * for all of the practice.")
                    String owner)
            throws GatewayException {
        ObjectNode form = JsonNodeFactory.instance
                .objectNode()
                .put("owner", owner)
                .put("issuer", self ? "self" : authority ? "authority" : "outside")
                .put("token", token);
        put(form, "algorithm", algorithm);
        put(form, "name", name);
        put(form, "from", from);
        JsonNode key = gateway.post(PATH + practice.query(), form);
        printMade(practice, key);
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "import",
            description =
                    "Imports the keys of a PKCS#12 file, or one of the token by its label; what has expired only decrypts.",
            mixinStandardHelpOptions = true)
    int importFile(
            @Mixin PracticeOption practice,
            @Mixin SecretOption password,
            @Option(names = "--owner", paramLabel = "OWNER", description = "The certificate's address when missing.")
                    @Nullable
                    String owner,
            @Option(names = "--from", paramLabel = "TIME", description = "When they begin to sign.") @Nullable
                    Instant from,
            @Option(names = "--token-label", paramLabel = "LABEL", description = "A key in the token, without a file.")
                    @Nullable
                    String label,
            @Parameters(paramLabel = "FILE.p12", arity = "0..1", description = "Keys with certificates.") @Nullable
                    Path file)
            throws GatewayException {
        ObjectNode form = JsonNodeFactory.instance.objectNode();
        if (file != null) {
            form.put("pkcs12", SecretFile.read(file))
                    .put("password", password.read(environment, "Password of " + file, false));
        }
        put(form, "tokenLabel", label);
        put(form, "owner", owner);
        put(form, "from", from);
        print(gateway.post(PATH + ":import" + practice.query(), form));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "csr",
            description = "Prints the request for a key's certificate (PKCS#10).",
            mixinStandardHelpOptions = true)
    int request(@Mixin PracticeOption practice, @Parameters(paramLabel = "ID", description = "Which key.") UUID id)
            throws GatewayException {
        say(gateway.text(PATH + "/" + id + "/request" + practice.query()).strip());
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "certificate",
            description = "Gives a key its certificate; without a file prints the one that it has.",
            mixinStandardHelpOptions = true)
    int certificate(
            @Mixin PracticeOption practice,
            @Option(names = "--from", paramLabel = "TIME", description = "When it begins to sign.") @Nullable
                    Instant from,
            @Parameters(paramLabel = "ID", description = "Which key.") UUID id,
            @Parameters(paramLabel = "FILE", arity = "0..1", description = "PEM or DER, with its authorities.")
                    @Nullable
                    Path file)
            throws GatewayException {
        if (file == null) {
            for (JsonNode key : gateway.get(PATH + practice.query())) {
                if (key.path("id").asText().equals(id.toString())) {
                    say(key.path("certificate")
                            .asText("It has no certificate yet.")
                            .strip());
                }
            }
            return CommandLine.ExitCode.OK;
        }
        print(one(gateway.post(
                PATH + "/" + id + "/certificate" + practice.query("from", text(from)),
                "application/x-pem-file",
                BodyPublishers.ofByteArray(SecretFile.read(file)))));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "rotate",
            description = "Makes a key's successor; the old one decrypts on for the overlap.",
            mixinStandardHelpOptions = true)
    int rotate(
            @Mixin PracticeOption practice,
            @Option(names = "--from", paramLabel = "TIME", description = "When the successor begins to sign.") @Nullable
                    Instant from,
            @Parameters(paramLabel = "ID", description = "Which key.") UUID id)
            throws GatewayException {
        printMade(practice, change(id, "rotate", practice.query("from", text(from))));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "retire",
            description = "Ends a key's signing; it decrypts on for the overlap.",
            mixinStandardHelpOptions = true)
    int retire(
            @Mixin PracticeOption practice,
            @Option(names = "--until", paramLabel = "TIME", description = "When it stops to decrypt.") @Nullable
                    Instant until,
            @Parameters(paramLabel = "ID", description = "Which key.") UUID id)
            throws GatewayException {
        print(one(change(id, "retire", practice.query("until", text(until)))));
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "destroy",
            description = "Destroys a key's private half: what was encrypted for it opens no more.",
            mixinStandardHelpOptions = true)
    int destroy(
            @Mixin PracticeOption practice,
            @Option(names = "--force", description = "Also one in use.") boolean force,
            @Parameters(paramLabel = "ID", description = "Which key.") UUID id)
            throws GatewayException {
        change(id, "destroy", practice.query("force", String.valueOf(force)));
        say("Destroyed: " + id);
        return CommandLine.ExitCode.OK;
    }

    @Command(
            name = "backup",
            description = "Writes every key of the installation into one encrypted file (PKCS#12).",
            mixinStandardHelpOptions = true)
    int backup(
            @Mixin SecretOption passphrase,
            @Parameters(paramLabel = "FILE", description = "A file that does not exist yet.") Path file)
            throws GatewayException {
        ObjectNode form = JsonNodeFactory.instance
                .objectNode()
                .put("passphrase", passphrase.read(environment, "Passphrase of the backup", true));
        GatewayConnection.Answer answer = gateway.post(PATH + ":backup", form, CLOSED_KEYS);
        SecretFile.write(file, answer.body());
        say("Written: " + file + "; keep it and its passphrase apart.");
        return complain(
                answer,
                "do not open and are in the backup only as the database has them: restore them from an older backup, or"
                        + " rotate them, and take another backup");
    }

    @Command(
            name = "restore",
            description =
                    "Puts keys of a backup back: before the first start of a new installation into its home folder,"
                            + " else into the running gateway.",
            mixinStandardHelpOptions = true)
    int restore(
            @Mixin SecretOption passphrase,
            @Parameters(paramLabel = "FILE", description = "What keys backup wrote.") Path file)
            throws GatewayException, StartFailure {
        byte[] backup = SecretFile.read(file);
        String opens = passphrase.read(environment, "Passphrase of the backup", false);
        // Whoever names a gateway means that one.
        Optional<LostKeystore> lost =
                environment.containsKey("SEALPOST_URL") ? Optional.empty() : LostKeystore.find(Path.of("config"));
        if (lost.isPresent()) {
            say("Restored: " + lost.get().restore(backup, opens.toCharArray())
                    + "; start the gateway, which puts the other keys into its database.");
            return CommandLine.ExitCode.OK;
        }
        ObjectNode form =
                JsonNodeFactory.instance.objectNode().put("passphrase", opens).put("file", backup);
        GatewayConnection.Answer answer = gateway.post(PATH + ":restore", form, CLOSED_KEYS);
        JsonNode restored = gateway.json(answer);
        restored.properties()
                .forEach(practice -> say(practice.getKey() + ": "
                        + Counted.of(practice.getValue().asInt(), "key") + " restored"));
        if (restored.isEmpty()) {
            say("No key was missing.");
        }
        return complain(answer, "do not open all the same: restore an older backup, or rotate them");
    }

    /** All went well but for the keys that the gateway names. */
    private int complain(GatewayConnection.Answer answer, String what) {
        if (answer.header().isEmpty()) {
            return CommandLine.ExitCode.OK;
        }
        PrintWriter errors = spec.commandLine().getErr();
        errors.println("These keys " + what + ": " + answer.header().get().replaceAll("\\p{Cntrl}", "?"));
        errors.flush();
        return CommandLine.ExitCode.SOFTWARE;
    }

    private JsonNode change(UUID id, String what, String query) throws GatewayException {
        return gateway.post(PATH + "/" + id + ":" + what + query);
    }

    /** A key that waits is of no use without its request. */
    private void printMade(PracticeOption practice, JsonNode key) throws GatewayException {
        print(one(key));
        if (key.path("state").asText().equals("waiting")) {
            say(gateway.text(PATH + "/" + key.path("id").asText() + "/request" + practice.query())
                    .strip());
        }
    }

    private void print(Iterable<JsonNode> keys) {
        TextTable table = new TextTable("ID", "OWNER", "ALGORITHM", "STATE", "EXPIRES", "WHAT TO DO");
        for (JsonNode key : keys) {
            String end = key.path("notAfter").asText("");
            table.row(
                    key.path("id").asText(),
                    key.path("owner").asText(),
                    key.path("algorithm").asText() + (key.path("place").asText().equals("token") ? " (token)" : ""),
                    key.path("state").asText(),
                    end.length() < DAY ? "-" : end.substring(0, DAY),
                    key.path("hint").asText("-"));
        }
        table.print(spec.commandLine().getOut());
    }

    private static List<JsonNode> one(JsonNode key) {
        return List.of(key);
    }

    private static void put(ObjectNode form, String name, @Nullable Object value) {
        if (value != null) {
            form.put(name, value.toString());
        }
    }

    private static String text(@Nullable Instant time) {
        return time == null ? "" : time.toString();
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}

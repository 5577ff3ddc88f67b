package relay;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where and what is measured. */
final class Machine {

    private Machine() {}

    static Map<String, String> describe(Path top, Path work) throws IOException {
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("processor", first("/proc/cpuinfo", "model name"));
        facts.put("cores", Integer.toString(Runtime.getRuntime().availableProcessors()));
        facts.put("memory", first("/proc/meminfo", "MemTotal"));
        facts.put("kernel", Files.readString(Path.of("/proc/sys/kernel/osrelease")).strip());
        facts.put("disk of the queues", Files.getFileStore(work).name() + " (" + Files.getFileStore(work).type() + ")");
        facts.put("load before", Files.readString(Path.of("/proc/loadavg")).split(" ")[0]);
        facts.put("Java", System.getProperty("java.vendor.version", "") + " " + Runtime.version());
        facts.put("Sealpost", Command.run(top.resolve("sealpost").toString(), "--version").strip());
        facts.put("Postfix", Command.run("postconf", "-h", "mail_version").strip());
        return facts;
    }

    private static String first(String file, String name) throws IOException {
        return Files.readAllLines(Path.of(file)).stream()
                .filter(line -> line.startsWith(name))
                .map(line -> line.substring(line.indexOf(':') + 1).strip())
                .findFirst()
                .orElse("unknown");
    }
}

package phi;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.sealpost.inspect.Findings;
import org.sealpost.inspect.Inspector;
import org.sealpost.inspect.KnownNames;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/** The product's inspection, for a practice with those patients. */
final class Inspection {

    private final Inspector inspector = new Inspector();
    private final KnownNames names;

    /** @param patients whose names the practice knows */
    Inspection(List<Person> patients) {
        KnownNames.Builder builder = KnownNames.builder();
        patients.forEach(one -> builder.add(new PersonName(one.given(), one.family())));
        this.names = builder.build();
    }

    /** The one place where the product is asked. */
    Findings inspect(byte[] octets) {
        return inspector.inspect(RawMessage.of(octets), names);
    }

    Finding find(Labelled message) {
        Findings findings = inspect(message.octets());
        Map<String, Set<String>> found = new HashMap<>();
        findings.counts().keySet().forEach(kind -> found.put(kind.key(), new TreeSet<>()));
        findings.identifiers().forEach(identifier -> found.computeIfAbsent(identifier.kind().key(), key -> new TreeSet<>())
                .add(identifier.value()));
        return new Finding(message.file(), found, findings.identifiesSomeone(), findings.tellsOfHealth());
    }
}

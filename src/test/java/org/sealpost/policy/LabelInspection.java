package org.sealpost.policy;

import com.google.re2j.Matcher;
import com.google.re2j.Pattern;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.sealpost.mail.PersonName;
import org.sealpost.mail.RawMessage;

/** Finds a medical record or social security number by its label alone, so that rules are tested without detectors. */
public final class LabelInspection implements MessageInspection {

    private static final Pattern FILE =
            Pattern.compile("Content-Disposition: attachment; filename=\"([^\"]*)\"\r\nContent-Type: ([^;\r]*)");

    @Override
    public Inspected inspect(RawMessage message, Set<PersonName> patients) {
        String text = new String(message.octets(), StandardCharsets.UTF_8);
        Map<String, Integer> counts = new LinkedHashMap<>();
        if (text.contains("MRN ")) {
            counts.put("mrn", 1);
        }
        if (text.contains("SSN ")) {
            counts.put("ssn", 1);
        }
        Set<String> names = patients.stream()
                .filter(name -> text.contains(name.given() + " " + name.family()))
                .flatMap(name -> name.lookupKeys().stream())
                .collect(Collectors.toSet());
        if (!names.isEmpty()) {
            counts.put("name", names.size());
        }
        List<AttachmentFacts> attachments = new ArrayList<>();
        Matcher file = FILE.matcher(text);
        while (file.find()) {
            attachments.add(new AttachmentFacts(file.group(1), file.group(2), 1));
        }
        return new Inspected(
                new FindingFacts(counts, !counts.isEmpty(), false, false, List.of()), attachments, names, List.of());
    }
}

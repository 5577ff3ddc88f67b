package org.sealpost.launch;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.ConfigMappings;
import io.smallrye.config.ConfigMappings.ConfigClass;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.sealpost.audit.AuditSettings;
import org.sealpost.audit.KafkaSettings;
import org.sealpost.certificate.CertificateSettings;
import org.sealpost.consent.fhir.ConsentTopicSettings;
import org.sealpost.consent.fhir.FhirSettings;
import org.sealpost.delivery.DeliverySettings;
import org.sealpost.delivery.JournalSettings;
import org.sealpost.delivery.RelaySettings;
import org.sealpost.dkim.DkimSettings;
import org.sealpost.gateway.InboundSettings;
import org.sealpost.gateway.LimitSettings;
import org.sealpost.gateway.MalwareSettings;
import org.sealpost.gateway.RulesSettings;
import org.sealpost.gateway.SmimeSettings;
import org.sealpost.gateway.SmtpSettings;
import org.sealpost.keys.KeySettings;
import org.sealpost.portal.PortalSettings;
import org.sealpost.practice.TrustedClientSettings;
import org.sealpost.seal.KeystoreSettings;

/**
 * Every name under {@code sealpost.} that means something, and under {@code kafka.}. Any other is an error at start: a misspelt
 * setting of a gateway for health information must not silently leave a default in force.
 */
final class KnownSettings {

    /** Each feature's settings; a test holds this list complete. */
    static final List<Class<?>> MAPPINGS = List.of(
            KeystoreSettings.class,
            TrustedClientSettings.class,
            SmtpSettings.class,
            InboundSettings.class,
            SmimeSettings.class,
            RulesSettings.class,
            LimitSettings.class,
            MalwareSettings.class,
            CertificateSettings.class,
            PortalSettings.class,
            AuditSettings.class,
            RelaySettings.class,
            DeliverySettings.class,
            JournalSettings.class,
            DkimSettings.class,
            KeySettings.class,
            FhirSettings.class,
            ConsentTopicSettings.class);

    private static final String ANY_KEY = ".*";
    private static final String PREFIX = "sealpost.";
    private static final String ENVIRONMENT_PREFIX = "SEALPOST_";
    /** Of the command line's client and of the scripts that start the JVM, not of the server. */
    private static final Set<String> OTHER_VARIABLES =
            Set.of("SEALPOST_URL", "SEALPOST_TOKEN", "SEALPOST_PASSPHRASE", "SEALPOST_JAVA_OPTIONS");

    private static final Pattern NOT_IN_VARIABLES = Pattern.compile("[^A-Za-z0-9]");

    private final Set<String> names = new TreeSet<>(Set.of("sealpost.home", "sealpost.kafka.port", "sealpost.fips"));

    KnownSettings() {
        for (Class<?> mapping : MAPPINGS) {
            String prefix = mapping.getAnnotation(ConfigMapping.class).prefix();
            ConfigMappings.getProperties(new ConfigClass(mapping, prefix)).keySet().stream()
                    .map(KnownSettings::withoutIndex)
                    .forEach(names::add);
        }
    }

    /**
     * Refuses names that mean nothing.
     *
     * @param properties names in files and system properties
     * @param environment the environment's variables
     * @throws StartFailure naming the first of them and what was probably meant
     */
    void check(Collection<String> properties, Map<String, String> environment) throws StartFailure {
        for (String property : new TreeSet<>(properties)) {
            if (property.startsWith(PREFIX) && !names.contains(withoutIndex(property)) && !isEntry(property)) {
                throw unknown("setting " + property, property);
            }
            checkKafka(property);
        }
        Set<String> variables = new TreeSet<>(OTHER_VARIABLES);
        names.forEach(name -> variables.add(variable(name)));
        for (String variable : new TreeSet<>(environment.keySet())) {
            if (variable.startsWith(ENVIRONMENT_PREFIX)
                    && !variables.contains(variable.replaceAll("_\\d+__", "_"))
                    && !isEntryVariable(variable)) {
                throw unknown(
                        "environment variable " + variable,
                        variable.toLowerCase(Locale.ROOT).replace('_', '.'));
            }
        }
    }

    /**
     * Kafka's clients would pass over a name that is none of theirs. Variables of the environment are not looked at: others than
     * the operator set some that begin with KAFKA_, as Kubernetes does for a service of that name.
     */
    private static void checkKafka(String property) throws StartFailure {
        if (!property.startsWith(KafkaSettings.PREFIX)) {
            return;
        }
        Set<String> known = KafkaSettings.names();
        String name = property.substring(KafkaSettings.PREFIX.length());
        if (!known.contains(name)) {
            throw new StartFailure("Unknown setting " + property + ": remove it, or correct it (did you mean "
                    + KafkaSettings.PREFIX + NearestName.of(name, known) + "?).");
        }
    }

    /** Whether it is an entry of a setting that maps names of the operator's choice. */
    private boolean isEntry(String property) {
        return names.stream()
                .filter(name -> name.endsWith(ANY_KEY))
                .anyMatch(name -> property.startsWith(name.substring(0, name.length() - 1)));
    }

    private boolean isEntryVariable(String variable) {
        return names.stream()
                .filter(name -> name.endsWith(ANY_KEY))
                .anyMatch(name -> variable.startsWith(variable(name.substring(0, name.length() - 1))));
    }

    private StartFailure unknown(String what, String wanted) {
        return new StartFailure("Unknown " + what + ": remove it, or correct it (did you mean "
                + NearestName.of(wanted, names) + "?).");
    }

    private static String variable(String name) {
        return NOT_IN_VARIABLES.matcher(name).replaceAll("_").toUpperCase(Locale.ROOT);
    }

    private static String withoutIndex(String property) {
        return property.replaceAll("\\[(\\d+|\\*)]", "");
    }
}

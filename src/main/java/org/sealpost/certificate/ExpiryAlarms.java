package org.sealpost.certificate;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.scheduler.Scheduled;
import io.quarkus.scheduler.Scheduled.ConcurrentExecution;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jboss.logging.Logger;
import org.sealpost.audit.AuditEvent;
import org.sealpost.audit.AuditLog;
import org.sealpost.audit.CertificateEvent;
import org.sealpost.audit.Pseudonym;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.Mailbox;
import org.sealpost.mail.PracticeId;

/**
 * Says ahead that a recipient's certificate, or an authority that a practice or the installation trusts, will expire: as an
 * event 30, 14 and 3 days before, once each whichever replica says it, as a metric, and to the console. One that is added late is told of once, by the nearest of these limits.
 */
@Singleton
public class ExpiryAlarms {

    private static final Logger LOG = Logger.getLogger(ExpiryAlarms.class);
    private static final List<Integer> DAYS = List.of(30, 14, 3);
    private static final int FIRST = 30;
    private static final int MOST_SHOWN = 20;

    private final ExpiryTable table;
    private final AnchorExpiryTable anchors;
    private final InstallationAnchors installation;
    private final AuditLog audit;
    private final Pseudonyms pseudonyms;
    private final MeterRegistry registry;
    private final Map<Integer, Long> counted = new ConcurrentHashMap<>();

    ExpiryAlarms(
            ExpiryTable table,
            AnchorExpiryTable anchors,
            InstallationAnchors installation,
            AuditLog audit,
            Pseudonyms pseudonyms,
            MeterRegistry registry) {
        this.table = table;
        this.anchors = anchors;
        this.installation = installation;
        this.audit = audit;
        this.pseudonyms = pseudonyms;
        this.registry = registry;
    }

    void register(@Observes StartupEvent starting) {
        for (Integer days : DAYS) {
            Gauge.builder("sealpost.certificates.expiring", () -> counted.getOrDefault(days, 0L))
                    .description(
                            "Recipients' certificates and trusted authorities that expire within so many days and have no successor")
                    .tag("days", days.toString())
                    .register(registry);
        }
    }

    /**
     * Those of the practice that expire within 30 days and have no successor, at most twenty.
     *
     * @throws IllegalStateException when the database is away
     */
    public List<ExpiringCertificate> soon(PracticeId practice) {
        try {
            return table.of(practice, FIRST, MOST_SHOWN);
        } catch (SQLException away) {
            throw new IllegalStateException("the certificates that expire cannot be read", away);
        }
    }

    /**
     * Authorities that the practice trusts, that expire within 30 days and have no successor, at most twenty.
     *
     * @throws IllegalStateException when the database is away
     */
    public List<ExpiringAnchor> anchorsSoon(PracticeId practice) {
        try {
            return anchors.of(practice, FIRST, MOST_SHOWN);
        } catch (SQLException away) {
            throw new IllegalStateException("the authorities that expire cannot be read", away);
        }
    }

    /** Authorities that every practice trusts, that expire within 30 days and have no successor, at most twenty. */
    public List<ExpiringAnchor> installationAnchorsSoon() {
        return installation.soon(FIRST, MOST_SHOWN, Instant.now());
    }

    @Scheduled(every = "1h", delayed = "20s", concurrentExecution = ConcurrentExecution.SKIP)
    void look() {
        try {
            raise();
            for (Integer days : DAYS) {
                counted.put(days, table.count(days) + anchors.count(days) + installation.count(days, Instant.now()));
            }
        } catch (SQLException | RuntimeException away) {
            LOG.warnf(
                    "Certificates that expire were not looked for (%s); it is tried again.",
                    away.getClass().getSimpleName());
        }
    }

    /** Raises what is due, each alarm in one transaction with its event. */
    void raise() {
        QuarkusTransaction.requiringNew().call(() -> {
            table.forget();
            List<ExpiryRows.Raised<ExpiringCertificate>> raised = table.raise(DAYS);
            List<ExpiryRows.Raised<ExpiringAnchor>> ofAnchors = anchors.raise(DAYS);
            List<InstallationAnchors.Raised> ofInstallation = installation.raise(DAYS, Instant.now());
            audit.append(Stream.of(
                            raised.stream().map(this::ofCertificate),
                            ofAnchors.stream().map(ExpiryAlarms::ofAnchor),
                            ofInstallation.stream().map(ExpiryAlarms::ofInstallation))
                    .flatMap(events -> events)
                    .toList());
            return raised.size() + ofAnchors.size() + ofInstallation.size();
        });
    }

    private AuditEvent ofCertificate(ExpiryRows.Raised<ExpiringCertificate> raised) {
        ExpiringCertificate certificate = raised.expiring();
        return AuditEvent.of(
                raised.practice(),
                new CertificateEvent.Expiring(
                        certificate.fingerprint().value(),
                        certificate.addresses().stream()
                                .map(address -> pseudonym(raised.practice(), address))
                                .toList(),
                        certificate.notAfter(),
                        raised.days(),
                        raised.renewed(),
                        Optional.empty()));
    }

    private static AuditEvent ofAnchor(ExpiryRows.Raised<ExpiringAnchor> raised) {
        return AuditEvent.of(raised.practice(), ofAnchor(raised.expiring(), raised.days(), raised.renewed()));
    }

    /** What is of no practice stands in the chain of the first, as other events of the installation do. */
    private static AuditEvent ofInstallation(InstallationAnchors.Raised raised) {
        return AuditEvent.of(PracticeId.DEFAULT, ofAnchor(raised.expiring(), raised.days(), raised.renewed()));
    }

    private static CertificateEvent.Expiring ofAnchor(ExpiringAnchor anchor, int days, boolean renewed) {
        return new CertificateEvent.Expiring(
                anchor.fingerprint().value(),
                List.of(),
                anchor.notAfter(),
                days,
                renewed,
                Optional.of(anchor.bundle()));
    }

    private Pseudonym pseudonym(PracticeId practice, String address) {
        try {
            return pseudonyms.of(practice, Mailbox.parse(address));
        } catch (InvalidMailboxException storedByUs) {
            throw new IllegalStateException(storedByUs);
        }
    }
}

package org.sealpost.gateway;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import jakarta.inject.Singleton;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jboss.logging.Logger;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.Floor;
import org.sealpost.policy.Origin;
import org.sealpost.policy.Protection;

/**
 * Stops a stolen mailbox: a sender, or a practice, that writes to more different people within an hour than people do is
 * held from there on, with an alarm, until someone has looked. Nothing is refused and nothing lost; whoever was written to
 * within the hour goes on being so.
 *
 * <p>Each replica counts for itself at once and learns of the others' within seconds, so that the path of a message asks
 * no database.
 */
@Singleton
final class SendingLimits {

    private static final Logger LOG = Logger.getLogger(SendingLimits.class);
    private static final int MAX_SENDERS = 20_000;

    /** So much earlier than the last look the next one begins, for commits that were under way. */
    private static final Duration OVERLAP = Duration.ofSeconds(30);

    private static final String BY_SENDER = "sealpost.limits.sender-recipients-per-hour";
    private static final String BY_PRACTICE = "sealpost.limits.practice-recipients-per-hour";

    private final LimitSettings settings;
    private final Pseudonyms pseudonyms;
    private final SentRecipients table;
    private final Counter held;
    private final Map<Sender, RecentRecipients> senders = new LinkedHashMap<>(64, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sender, RecentRecipients> eldest) {
            return size() > MAX_SENDERS;
        }
    };
    private final Map<PracticeId, RecentRecipients> practices = new HashMap<>();
    private final Map<String, Instant> alarms = new HashMap<>();
    private List<SentRecipients.Sent> fresh = new ArrayList<>();
    private Instant looked = Instant.EPOCH;
    private boolean failing;

    private record Sender(PracticeId practice, String pseudonym) {}

    SendingLimits(LimitSettings settings, Pseudonyms pseudonyms, SentRecipients table, MeterRegistry registry) {
        this.settings = settings;
        this.pseudonyms = pseudonyms;
        this.table = table;
        this.held = Counter.builder("sealpost.limits.held")
                .description("Recipients for whom a message was held because its sender wrote to too many")
                .register(registry);
    }

    /** What is demanded of a new message: to hold it for whoever is one too many. */
    List<Considered> apply(PracticeId practice, ReversePath from, List<Considered> recipients) {
        if (settings.senderRecipientsPerHour() <= 0 && settings.practiceRecipientsPerHour() <= 0) {
            return recipients;
        }
        String sender = from.mailbox()
                .map(mailbox -> pseudonyms.of(practice, mailbox).value())
                .orElse("<>");
        return recipients.stream()
                .map(one -> floor(
                                practice,
                                sender,
                                pseudonyms.of(practice, one.recipient()).value())
                        .map(floor -> one.with(one.requirement().withFloor(floor)))
                        .orElse(one))
                .toList();
    }

    /** Senders and practices, as pseudonyms and ids, that were over their limit within the last hour. */
    synchronized List<String> overLimit() {
        Instant oldest = Instant.now().minus(RecentRecipients.WINDOW);
        alarms.values().removeIf(at -> at.isBefore(oldest));
        return alarms.keySet().stream().sorted().toList();
    }

    private synchronized Optional<Floor> floor(PracticeId practice, String sender, String recipient) {
        Instant now = Instant.now();
        RecentRecipients ofSender =
                senders.computeIfAbsent(new Sender(practice, sender), key -> new RecentRecipients());
        RecentRecipients ofPractice = practices.computeIfAbsent(practice, key -> new RecentRecipients());
        if (!ofSender.allows(recipient, settings.senderRecipientsPerHour(), now)) {
            return Optional.of(hold("sender " + sender + " of practice " + practice, BY_SENDER, now));
        }
        if (!ofPractice.allows(recipient, settings.practiceRecipientsPerHour(), now)) {
            return Optional.of(hold("practice " + practice, BY_PRACTICE, now));
        }
        boolean isNew = ofSender.add(recipient, now);
        ofPractice.add(recipient, now);
        if (isNew) {
            fresh.add(new SentRecipients.Sent(practice, sender, recipient, now));
        }
        return Optional.empty();
    }

    private Floor hold(String whose, String setting, Instant now) {
        held.increment();
        Instant before = alarms.put(whose, now);
        if (before == null || before.isBefore(now.minus(RecentRecipients.WINDOW))) {
            LOG.warnf(
                    "The %s has written to more people within an hour than %s allows: its messages to others are held."
                            + " If the mailbox was stolen, change its password and refuse them; else release them, and"
                            + " raise the limit.",
                    whose, setting);
        }
        return new Floor(
                Protection.HOLD,
                new Origin.Setting(setting),
                "the sender has written to more people within an hour than is allowed");
    }

    /** Tells the other replicas, and learns from them. */
    @Scheduled(every = "2s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void exchange() {
        List<SentRecipients.Sent> mine = takeFresh();
        try {
            if (!mine.isEmpty()) {
                table.add(mine);
            }
            Instant now = Instant.now();
            Instant from = looked.equals(Instant.EPOCH) ? now.minus(RecentRecipients.WINDOW) : looked.minus(OVERLAP);
            learn(table.since(from));
            looked = now;
            failing = false;
        } catch (SQLException | RuntimeException away) {
            putBack(mine);
            if (!failing) {
                LOG.warnf(
                        "Sending limits count this replica's messages only (%s).",
                        away.getClass().getSimpleName());
            }
            failing = true;
        }
    }

    /** Keeps the table small. */
    @Scheduled(every = "1m", delayed = "30s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void forget() {
        try {
            table.forget();
        } catch (SQLException away) {
            LOG.debugf("The database is away (SQL state %s)", away.getSQLState());
        }
    }

    private synchronized List<SentRecipients.Sent> takeFresh() {
        List<SentRecipients.Sent> taken = fresh;
        fresh = new ArrayList<>();
        return taken;
    }

    private synchronized void putBack(List<SentRecipients.Sent> sent) {
        fresh.addAll(0, sent);
    }

    private synchronized void learn(List<SentRecipients.Sent> sent) {
        for (SentRecipients.Sent one : sent) {
            senders.computeIfAbsent(new Sender(one.practice(), one.sender()), key -> new RecentRecipients())
                    .add(one.recipient(), one.at());
            practices
                    .computeIfAbsent(one.practice(), key -> new RecentRecipients())
                    .add(one.recipient(), one.at());
        }
    }
}

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
import java.util.Set;
import java.util.UUID;
import org.jboss.logging.Logger;
import org.sealpost.audit.Pseudonyms;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.ReversePath;
import org.sealpost.policy.Decision;
import org.sealpost.policy.Floor;
import org.sealpost.policy.Origin;
import org.sealpost.policy.Protection;

/**
 * Stops a stolen mailbox: a sender, an account or a practice that writes to more different people within an hour than
 * people do is held from there on, with an alarm, until someone has looked. Nothing is refused and nothing lost;
 * whoever was written to within the hour goes on being so, up to a number of messages.
 *
 * <p>A sender is what the client says, so a thief may name another with each message: sub-addresses are counted as the
 * one mailbox that they are, in whatever letters, the account that signed in is counted as well, and the practice behind
 * all of them. Whichever limit is reached first holds.
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
    private static final String BY_ACCOUNT = "sealpost.limits.account-recipients-per-hour";
    private static final String BY_PRACTICE = "sealpost.limits.practice-recipients-per-hour";
    private static final String MESSAGES_BY_SENDER = "sealpost.limits.sender-messages-per-hour";
    private static final String MESSAGES_BY_ACCOUNT = "sealpost.limits.account-messages-per-hour";
    private static final Set<String> ALL =
            Set.of(BY_SENDER, BY_ACCOUNT, BY_PRACTICE, MESSAGES_BY_SENDER, MESSAGES_BY_ACCOUNT);

    private final LimitSettings settings;
    private final Pseudonyms pseudonyms;
    private final SentRecipients table;
    private final Counter held;
    private final Map<Sender, Sending> senders = new Newest<>();
    /** Who was told of a held message, and when. */
    private final Map<Sender, Instant> told = new Newest<>();

    private final Map<PracticeId, RecentRecipients> practices = new HashMap<>();
    private final Map<String, Instant> alarms = new HashMap<>();
    private List<SentRecipients.Sent> fresh = new ArrayList<>();
    /** By the database's clock. The first look finds whatever the table keeps, which is an hour's. */
    private Instant looked = Instant.EPOCH;

    private boolean failing;

    /** @param name the pseudonym of a reverse path without its sub-address, or an account's id behind a mark that no pseudonym has */
    private record Sender(PracticeId practice, String name) {

        private static final String ACCOUNT = "account ";

        private static Sender of(PracticeId practice, UUID account) {
            return new Sender(practice, ACCOUNT + account);
        }

        private boolean isAccount() {
            return name.startsWith(ACCOUNT);
        }

        @Override
        public String toString() {
            return (isAccount() ? name : "sender " + name) + " of practice " + practice;
        }
    }

    /** What one sender has sent within the hour. */
    private record Sending(RecentRecipients recipients, RecentMessages messages) {
        private Sending() {
            this(new RecentRecipients(), new RecentMessages());
        }
    }

    /**
     * The senders that were heard of last. Whoever is forgotten is counted anew, and goes on counting for the practice.
     */
    private static final class Newest<T> extends LinkedHashMap<Sender, T> {

        private static final long serialVersionUID = 1L;

        private Newest() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<Sender, T> eldest) {
            return size() > MAX_SENDERS;
        }
    }

    SendingLimits(LimitSettings settings, Pseudonyms pseudonyms, SentRecipients table, MeterRegistry registry) {
        this.settings = settings;
        this.pseudonyms = pseudonyms;
        this.table = table;
        this.held = Counter.builder("sealpost.limits.held")
                .description("Recipients for whom a message was held because its sender wrote to too many")
                .register(registry);
    }

    /**
     * What is demanded of a new message: to hold it for whoever is one too many, or for everyone.
     *
     * @param account that signed in, by its id
     */
    List<Considered> apply(PracticeId practice, ReversePath from, Optional<UUID> account, List<Considered> recipients) {
        if (isOff()) {
            return recipients;
        }
        List<Sender> counted = new ArrayList<>();
        account.ifPresent(id -> counted.add(Sender.of(practice, id)));
        counted.add(sender(practice, from));
        Optional<Floor> tooMany = message(counted);
        return recipients.stream()
                .map(one -> tooMany.or(() -> recipient(
                                counted,
                                pseudonyms.of(practice, one.recipient()).value()))
                        .map(one::demanding)
                        .orElse(one))
                .toList();
    }

    private boolean isOff() {
        return settings.senderRecipientsPerHour() <= 0
                && settings.accountRecipientsPerHour() <= 0
                && settings.practiceRecipientsPerHour() <= 0
                && settings.senderMessagesPerHour() <= 0
                && settings.accountMessagesPerHour() <= 0;
    }

    /** Whether the sending limits are among what holds a message. */
    static boolean isCause(Decision decision) {
        return decision.floors().stream()
                .anyMatch(floor -> floor.origin() instanceof Origin.Setting(String name) && ALL.contains(name));
    }

    /**
     * Whether the sender shall be told of a message that a limit holds: of the first within an hour. A thief's
     * thousands would bring the mailbox's owner thousands of notifications otherwise.
     */
    synchronized boolean isFirstToTell(PracticeId practice, ReversePath from) {
        Instant now = Instant.now();
        Sender sender = sender(practice, from);
        Instant before = told.get(sender);
        boolean first = before == null || before.isBefore(now.minus(RecentRecipients.WINDOW));
        if (first) {
            told.put(sender, now);
        }
        return first;
    }

    /** What tells them was not committed: the next message is the first. */
    synchronized void notTold(PracticeId practice, ReversePath from) {
        told.remove(sender(practice, from));
    }

    private Sender sender(PracticeId practice, ReversePath from) {
        return new Sender(
                practice,
                from.mailbox()
                        .map(mailbox -> pseudonyms
                                .of(practice, mailbox.withoutSubaddress())
                                .value())
                        .orElse("<>"));
    }

    /** Senders and practices, as pseudonyms and ids, that were over their limit within the last hour. */
    synchronized List<String> overLimit() {
        Instant oldest = Instant.now().minus(RecentRecipients.WINDOW);
        alarms.values().removeIf(at -> at.isBefore(oldest));
        return alarms.keySet().stream().sorted().toList();
    }

    private synchronized Optional<Floor> message(List<Sender> counted) {
        Instant now = Instant.now();
        for (Sender sender : counted) {
            if (!sending(sender).messages().allows(messagesOf(sender), now)) {
                return Optional.of(hold(
                        sender.toString(),
                        "sent more messages",
                        sender.isAccount() ? MESSAGES_BY_ACCOUNT : MESSAGES_BY_SENDER,
                        now));
            }
        }
        for (Sender sender : counted) {
            if (messagesOf(sender) > 0) {
                sending(sender).messages().add(now);
            }
        }
        return Optional.empty();
    }

    private synchronized Optional<Floor> recipient(List<Sender> counted, String recipient) {
        Instant now = Instant.now();
        for (Sender sender : counted) {
            if (!sending(sender).recipients().allows(recipient, recipientsOf(sender), now)) {
                return Optional.of(hold(
                        sender.toString(), "written to more people", sender.isAccount() ? BY_ACCOUNT : BY_SENDER, now));
            }
        }
        PracticeId practice = counted.getFirst().practice();
        RecentRecipients ofPractice = practices.computeIfAbsent(practice, key -> new RecentRecipients());
        if (!ofPractice.allows(recipient, settings.practiceRecipientsPerHour(), now)) {
            return Optional.of(hold("practice " + practice, "written to more people", BY_PRACTICE, now));
        }
        ofPractice.add(recipient, now);
        for (Sender sender : counted) {
            if (sending(sender).recipients().add(recipient, now)) {
                fresh.add(new SentRecipients.Sent(practice, sender.name(), recipient, now));
            }
        }
        return Optional.empty();
    }

    private Sending sending(Sender sender) {
        return senders.computeIfAbsent(sender, key -> new Sending());
    }

    private int recipientsOf(Sender sender) {
        return sender.isAccount() ? settings.accountRecipientsPerHour() : settings.senderRecipientsPerHour();
    }

    private int messagesOf(Sender sender) {
        return sender.isAccount() ? settings.accountMessagesPerHour() : settings.senderMessagesPerHour();
    }

    private Floor hold(String whose, String did, String setting, Instant now) {
        held.increment();
        Instant before = alarms.put(whose, now);
        if (before == null || before.isBefore(now.minus(RecentRecipients.WINDOW))) {
            LOG.warnf(
                    "The %s has %s within an hour than %s allows: what is more is held. If the mailbox was stolen,"
                            + " change its password and refuse the messages; else release them, and raise the limit.",
                    whose, did, setting);
        }
        return new Floor(
                Protection.HOLD,
                new Origin.Setting(setting),
                "the sender has " + did + " within an hour than is allowed");
    }

    /** Tells the other replicas, and learns from them. */
    @Scheduled(every = "2s", delayed = "5s", concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    void exchange() {
        List<SentRecipients.Sent> mine = takeFresh();
        try {
            if (!mine.isEmpty()) {
                table.add(mine);
            }
            SentRecipients.Look look = table.since(looked.minus(OVERLAP));
            learn(look.sent());
            looked = look.at();
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
            sending(new Sender(one.practice(), one.sender())).recipients().learn(one.recipient(), one.at());
            practices
                    .computeIfAbsent(one.practice(), key -> new RecentRecipients())
                    .learn(one.recipient(), one.at());
        }
    }
}

package org.sealpost.audit;

import java.time.Instant;
import java.util.List;
import java.util.function.Consumer;
import javax.sql.DataSource;
import org.sealpost.mail.PracticeId;

/** A practice's chained events as CloudEvents in JSON, in the chain's order: byte for byte what was published. */
public final class AuditExport {

    private static final int PAGE = 500;

    private final Transactions transactions;

    /** @param database that holds the events */
    public AuditExport(DataSource database) {
        this.transactions = new Transactions(database);
    }

    /** The last sequence of the practice's chain, 0 when it has not begun: where following begins. */
    public long end(PracticeId practice) {
        return transactions.read(connection -> ChainHead.sequence(connection, practice));
    }

    /** An event in its chain. */
    public record Exported(long sequence, Instant time, String cloudEvent) {}

    /**
     * What follows a sequence, for whoever follows the stream.
     *
     * @param limit at most so many
     */
    public List<Exported> after(PracticeId practice, long sequence, int limit) {
        return transactions.read(connection -> ChainedEvent.after(connection, practice, sequence, limit)).stream()
                .map(event -> new Exported(event.sequence(), event.event().time(), event.toCloudEvent()))
                .toList();
    }

    /**
     * Hands over every event that happened in a period, however many there are.
     *
     * @param from the first instant
     * @param to the first instant after the period
     */
    public void period(PracticeId practice, Instant from, Instant to, Consumer<String> cloudEvent) {
        long sequence = 0;
        List<Exported> page = after(practice, sequence, PAGE);
        while (!page.isEmpty()) {
            page.stream()
                    .filter(event ->
                            !event.time().isBefore(from) && event.time().isBefore(to))
                    .forEach(event -> cloudEvent.accept(event.cloudEvent()));
            sequence = page.getLast().sequence();
            page = after(practice, sequence, PAGE);
        }
    }
}

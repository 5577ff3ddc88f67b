package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.sealpost.mail.Domain;
import org.sealpost.mail.HeaderField;
import org.sealpost.mail.InvalidMailboxException;
import org.sealpost.mail.PracticeId;
import org.sealpost.mail.RawMessage;
import org.sealpost.mail.ReversePath;
import org.sealpost.practice.Account;
import org.sealpost.practice.PracticeDirectory;
import org.sealpost.smtp.Reply;

/**
 * Whether a practice may send as whom a message says it is from: by its reverse path and by its header, which is what
 * people read. A practice never speaks as another.
 */
@Singleton
final class SenderCheck {

    private static final Reply NOT_ITS_DOMAIN =
            Reply.of(550, "5.7.1", "This practice may not send as that sender's domain");
    private static final Reply NOT_ITS_SENDER = Reply.of(550, "5.7.1", "This account may not send as that sender");
    private static final List<String> AUTHORS = List.of("From", "Sender", "Resent-From", "Resent-Sender");

    private final PracticeDirectory practices;

    SenderCheck(PracticeDirectory practices) {
        this.practices = practices;
    }

    /** Why the reverse path is refused, if it is. */
    Optional<Reply> refusal(PracticeId practice, Optional<Account> account, ReversePath from) {
        if (!practices.maySendAs(practice, from)) {
            return Optional.of(NOT_ITS_DOMAIN);
        }
        return account.isPresent() && !account.get().maySendAs(from) ? Optional.of(NOT_ITS_SENDER) : Optional.empty();
    }

    /**
     * Why the header is refused, if it is: an author's address is not the practice's, or what is shown beside it holds an
     * address of another practice's.
     */
    Optional<Reply> refusal(PracticeId practice, RawMessage message) {
        for (String name : AUTHORS) {
            for (HeaderField field : message.fields(name)) {
                boolean refused =
                        domains(field.value()).stream().anyMatch(domain -> practices.isAnothers(practice, domain))
                                || domains(addresses(field.value())).stream()
                                        .anyMatch(domain -> !practices.maySendAs(practice, domain));
                if (refused) {
                    return Optional.of(NOT_ITS_DOMAIN);
                }
            }
        }
        return Optional.empty();
    }

    /** What stands in angle brackets, or all of it when nothing does (RFC 5322 section 3.4). */
    private static String addresses(String value) {
        int open = value.indexOf('<');
        if (open < 0) {
            return value;
        }
        StringBuilder inside = new StringBuilder();
        while (open >= 0) {
            int close = value.indexOf('>', open);
            int end = close < 0 ? value.length() : close;
            inside.append(value, open + 1, end).append(' ');
            open = value.indexOf('<', end);
        }
        return inside.toString();
    }

    /** Whatever is written behind an at sign and could be a domain. */
    private static List<Domain> domains(String text) {
        List<Domain> domains = new ArrayList<>();
        for (int at = text.indexOf('@'); at >= 0; at = text.indexOf('@', at + 1)) {
            int end = at + 1;
            while (end < text.length() && isOfDomain(text.charAt(end))) {
                end++;
            }
            try {
                domains.add(Domain.parse(text.substring(at + 1, end)));
            } catch (InvalidMailboxException none) {
                continue;
            }
        }
        return domains;
    }

    private static boolean isOfDomain(char c) {
        return Character.isLetterOrDigit(c) || c == '.' || c == '-' || c == '_';
    }
}

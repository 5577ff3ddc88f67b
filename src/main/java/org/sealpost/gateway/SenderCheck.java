package org.sealpost.gateway;

import jakarta.inject.Singleton;
import java.util.List;
import java.util.Optional;
import org.sealpost.inspect.AuthorField;
import org.sealpost.mail.HeaderField;
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
    private static final Reply UNREADABLE =
            Reply.of(550, "5.7.1", "From or Sender holds no address that can be read: write name <user@domain>");
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
     * Why the header is refused, if it is: From names nobody, an author's address cannot be read, is not the practice's
     * or not the account's, or what is shown beside it holds an address of another practice's.
     */
    Optional<Reply> refusal(PracticeId practice, Optional<Account> account, RawMessage message) {
        for (String name : AUTHORS) {
            for (HeaderField field : message.fields(name)) {
                Optional<AuthorField> read = AuthorField.parse(field.value());
                if (read.isEmpty()
                        || (name.equals("From") && read.get().authors().isEmpty())) {
                    return Optional.of(UNREADABLE);
                }
                Optional<Reply> refusal = refusal(practice, account, read.get());
                if (refusal.isPresent()) {
                    return refusal;
                }
            }
        }
        return Optional.empty();
    }

    private Optional<Reply> refusal(PracticeId practice, Optional<Account> account, AuthorField field) {
        if (field.shown().stream().anyMatch(domain -> practices.isAnothers(practice, domain))
                || !field.authors().stream().allMatch(author -> practices.maySendAs(practice, author.domain()))) {
            return Optional.of(NOT_ITS_DOMAIN);
        }
        return account.isPresent() && !field.authors().stream().allMatch(author -> isWithin(account.get(), author))
                ? Optional.of(NOT_ITS_SENDER)
                : Optional.empty();
    }

    private static boolean isWithin(Account account, AuthorField.Author author) {
        return account.senders().isEmpty()
                || author.mailbox().map(account::maySendAs).orElse(false);
    }
}

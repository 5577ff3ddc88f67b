package org.sealpost.admin;

import java.util.List;
import java.util.Optional;
import org.sealpost.audit.DecisionRecord;
import org.sealpost.audit.MessageKind;
import org.sealpost.audit.MessageView;
import org.sealpost.audit.Party;
import org.sealpost.audit.RecipientView;
import org.sealpost.mail.MessageId;

/** A message in the console's list. */
record ListedMessage(MessageId id, ShownTime received, String sender, List<ListedRecipient> recipients, int more) {

    private static final int SHOWN = 3;
    private static final int SHORT_PSEUDONYM = 8;

    /** A recipient in the list. */
    record ListedRecipient(String address, Optional<Badge> protection, Badge state, String why) {

        static ListedRecipient of(RecipientView view) {
            return new ListedRecipient(
                    name(view.recipient()),
                    view.decision().map(DecisionRecord::protection).map(Badge::ofProtection),
                    Badge.ofState(view.state()),
                    view.decision().map(DecisionRecord::summary).or(view::note).orElse(""));
        }
    }

    static ListedMessage of(MessageView view) {
        return new ListedMessage(
                view.id(),
                ShownTime.of(view.receivedAt()),
                sender(view),
                view.recipients().stream().limit(SHOWN).map(ListedRecipient::of).toList(),
                Math.max(0, view.recipients().size() - SHOWN));
    }

    /** Who wrote it, as far as is known. */
    static String sender(MessageView view) {
        return view.sender()
                .map(ListedMessage::name)
                .orElseGet(() -> view.kind().map(ListedMessage::withoutSender).orElse("Sealpost"));
    }

    private static String withoutSender(MessageKind kind) {
        return switch (kind) {
            case MESSAGE -> "notification (no sender)";
            case NOTIFICATION -> "Sealpost: notification to a sender";
            case PORTAL_NOTICE -> "Sealpost: notice of the portal";
            case JOURNAL_COPY -> "Sealpost: copy for the journal";
        };
    }

    /** The address; of one that was deleted, the beginning of its pseudonym. */
    static String name(Party party) {
        return party.address()
                .orElseGet(() -> "deleted address " + party.pseudonym().value().substring(0, SHORT_PSEUDONYM));
    }
}

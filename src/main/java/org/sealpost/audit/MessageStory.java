package org.sealpost.audit;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.sealpost.mail.MessageId;

/** Reads a message's events in order and tells what became of it. */
final class MessageStory {

    private final MessageId id;
    private final List<AuditEvent> events;
    private final Function<Pseudonym, Party> parties;
    private final Map<Pseudonym, RecipientProgress> recipients = new LinkedHashMap<>();
    private Optional<Party> sender = Optional.empty();
    private long size;

    private MessageStory(MessageId id, List<AuditEvent> events, Function<Pseudonym, Party> parties) {
        this.id = id;
        this.events = events;
        this.parties = parties;
    }

    /** @param events of one message, in order, at least one */
    static MessageView tell(MessageId id, List<AuditEvent> events, Function<Pseudonym, Party> parties) {
        MessageStory story = new MessageStory(id, events, parties);
        events.forEach(story::follow);
        return story.view();
    }

    /** Everyone whom the events name as sender or recipient. */
    static Set<String> pseudonyms(List<AuditEvent> events) {
        Set<String> names = new TreeSet<>();
        for (AuditEvent event : events) {
            switch (event.data()) {
                case MessageEvent message -> {
                    message.recipients().forEach(recipient -> names.add(recipient.value()));
                    if (message instanceof MessageEvent.Received received) {
                        received.sender().ifPresent(from -> names.add(from.value()));
                    }
                }
                case PortalEvent portal -> names.add(portal.recipient().value());
                case ConsentEvent ignored -> {}
                case RulesEvent ignored -> {}
                case CertificateEvent ignored -> {}
                case AccessEvent ignored -> {}
            }
        }
        return names;
    }

    private void follow(AuditEvent event) {
        switch (event.data()) {
            case MessageEvent message -> follow(event, message);
            case PortalEvent portal -> progress(event, portal.recipient()).follow(event.time(), portal);
            case ConsentEvent ignored -> {}
            case RulesEvent ignored -> {}
            case CertificateEvent ignored -> {}
            case AccessEvent ignored -> {}
        }
    }

    private void follow(AuditEvent event, MessageEvent message) {
        if (message instanceof MessageEvent.Received received) {
            sender = received.sender().map(parties);
            size = received.size();
        }
        for (Pseudonym recipient : message.recipients()) {
            progress(event, recipient).follow(event.time(), message);
        }
    }

    private RecipientProgress progress(AuditEvent event, Pseudonym recipient) {
        return recipients.computeIfAbsent(recipient, name -> new RecipientProgress(parties.apply(name), event.time()));
    }

    private MessageView view() {
        AuditEvent first = events.getFirst();
        List<EventView> history = new ArrayList<>();
        for (AuditEvent event : events) {
            history.add(new EventView(event.id(), event.time(), event.type(), event.attempt(), event.data()));
        }
        return new MessageView(
                id,
                first.practice(),
                first.time(),
                sender,
                size,
                recipients.values().stream().map(RecipientProgress::view).toList(),
                history);
    }
}

package org.sealpost.audit;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.sealpost.mail.MessageId;
import org.sealpost.mail.PracticeId;

/** Reads a message's events in order and tells what became of it. */
final class MessageStory {

    private final MessageId id;
    private final PracticeId practice;
    private final List<AuditEvent> events;
    private final Optional<OwnMessage> own;
    private final Function<Pseudonym, Party> parties;
    private final Map<Pseudonym, RecipientProgress> recipients = new LinkedHashMap<>();
    private Optional<MessageKind> kind = Optional.empty();
    private Optional<Party> sender = Optional.empty();
    private long size;

    private MessageStory(
            MessageId id,
            PracticeId practice,
            List<AuditEvent> events,
            Optional<OwnMessage> own,
            Function<Pseudonym, Party> parties) {
        this.id = id;
        this.practice = practice;
        this.events = events;
        this.own = own;
        this.parties = parties;
    }

    /**
     * @param events of one message, in order
     * @param own where it begins when Sealpost wrote it itself; without it there is at least one event
     */
    static MessageView tell(
            MessageId id,
            PracticeId practice,
            List<AuditEvent> events,
            Optional<OwnMessage> own,
            Function<Pseudonym, Party> parties) {
        MessageStory story = new MessageStory(id, practice, events, own, parties);
        own.ifPresent(story::begin);
        events.forEach(story::follow);
        return story.view();
    }

    /** Everyone whom the events and Sealpost's own mail name as sender or recipient. */
    static Set<String> pseudonyms(List<AuditEvent> events, Collection<OwnMessage> own) {
        Set<String> names = new TreeSet<>();
        own.forEach(one -> one.recipients().forEach(recipient -> names.add(recipient.value())));
        for (AuditEvent event : events) {
            switch (event.data()) {
                case MessageEvent message -> {
                    message.recipients().forEach(recipient -> names.add(recipient.value()));
                    if (message instanceof MessageEvent.Received received) {
                        received.sender().ifPresent(from -> names.add(from.value()));
                    }
                }
                case InboundEvent inbound -> {
                    inbound.recipients().forEach(recipient -> names.add(recipient.value()));
                    if (inbound instanceof InboundEvent.Received received) {
                        received.sender().ifPresent(from -> names.add(from.value()));
                    }
                }
                case PortalEvent portal -> names.add(portal.recipient().value());
                case ConsentEvent ignored -> {}
                case RulesEvent ignored -> {}
                case CertificateEvent ignored -> {}
                case DkimKeyEvent ignored -> {}
                case KeyEvent ignored -> {}
                case AccountEvent ignored -> {}
                case AccessEvent ignored -> {}
            }
        }
        return names;
    }

    private void begin(OwnMessage written) {
        kind = Optional.of(written.kind());
        size = written.size();
        written.recipients().forEach(name -> recipients.put(name, new RecipientProgress(parties.apply(name), written)));
    }

    private void follow(AuditEvent event) {
        switch (event.data()) {
            case MessageEvent message -> follow(event, message);
            case InboundEvent inbound -> follow(inbound);
            case PortalEvent portal -> progress(event, portal.recipient()).follow(event.time(), portal);
            case ConsentEvent ignored -> {}
            case RulesEvent ignored -> {}
            case CertificateEvent ignored -> {}
            case DkimKeyEvent ignored -> {}
            case KeyEvent ignored -> {}
            case AccountEvent ignored -> {}
            case AccessEvent ignored -> {}
        }
    }

    private void follow(AuditEvent event, MessageEvent message) {
        if (message instanceof MessageEvent.Received received) {
            kind = Optional.of(MessageKind.MESSAGE);
            sender = received.sender().map(parties);
            size = received.size();
        }
        for (Pseudonym recipient : message.recipients()) {
            progress(event, recipient).follow(event.time(), message);
        }
    }

    /** Mail to the practice has no recipients whose protection is told of: its events say all. */
    private void follow(InboundEvent inbound) {
        if (inbound instanceof InboundEvent.Received received) {
            sender = received.sender().map(parties);
            size = received.size();
        }
    }

    private RecipientProgress progress(AuditEvent event, Pseudonym recipient) {
        return recipients.computeIfAbsent(recipient, name -> new RecipientProgress(parties.apply(name), event.time()));
    }

    private MessageView view() {
        List<EventView> history = new ArrayList<>();
        for (AuditEvent event : events) {
            history.add(new EventView(event.id(), event.time(), event.type(), event.attempt(), event.data()));
        }
        return new MessageView(
                id,
                kind,
                practice,
                own.map(OwnMessage::written).orElseGet(() -> events.getFirst().time()),
                sender,
                size,
                recipients.values().stream().map(RecipientProgress::view).toList(),
                history);
    }
}

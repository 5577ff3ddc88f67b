package org.sealpost.audit;

/** What happened: one record for each type of event. A switch over it has no default. */
public sealed interface EventData
        permits MessageEvent,
                InboundEvent,
                PortalEvent,
                ConsentEvent,
                RulesEvent,
                CertificateEvent,
                DkimKeyEvent,
                KeyEvent,
                AccountEvent,
                AccessEvent {

    /** The type's name, such as {@code message.decided}. */
    default EventType type() {
        return EventType.of(this);
    }
}

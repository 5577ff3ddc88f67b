package org.sealpost.audit;

/**
 * An event ready to be stored: its JSON is made by the caller, so that the one writer only writes.
 *
 * @param json the event's data
 */
record EventRow(AuditEvent event, String json) {

    /** @param observed whether the practice only observes, which the event then says */
    static EventRow of(AuditEvent event, boolean observed) {
        return new EventRow(event, observed ? EventJson.writeObserved(event.data()) : EventJson.write(event.data()));
    }
}

package org.sealpost.audit;

/**
 * An event ready to be stored: its JSON is made by the caller, so that the one writer only writes.
 *
 * @param json the event's data
 */
record EventRow(AuditEvent event, String json) {

    static EventRow of(AuditEvent event) {
        return new EventRow(event, EventJson.write(event.data()));
    }
}

package org.sealpost.audit;

/** The types of events: the closed set that event streams, filters and metrics know. */
public enum EventType {
    MESSAGE_RECEIVED("message.received", MessageEvent.Received.class),
    MESSAGE_DECIDED("message.decided", MessageEvent.Decided.class),
    MESSAGE_DELIVERED("message.delivered", MessageEvent.Delivered.class),
    MESSAGE_DEFERRED("message.deferred", MessageEvent.Deferred.class),
    MESSAGE_BOUNCED("message.bounced", MessageEvent.Bounced.class),
    MESSAGE_HELD("message.held", MessageEvent.Held.class),
    MESSAGE_RELEASED("message.released", MessageEvent.Released.class),
    MESSAGE_REROUTED("message.rerouted", MessageEvent.Rerouted.class),
    MESSAGE_RETRIED("message.retried", MessageEvent.Retried.class),
    MESSAGE_REFUSED("message.refused", MessageEvent.Refused.class),
    MESSAGE_OUTCOME_UNKNOWN("message.outcome-unknown", MessageEvent.OutcomeUnknown.class),
    INBOUND_RECEIVED("inbound.received", InboundEvent.Received.class),
    INBOUND_DELIVERED("inbound.delivered", InboundEvent.Delivered.class),
    INBOUND_REFUSED("inbound.refused", InboundEvent.Refused.class),
    PORTAL_STORED("portal.stored", PortalEvent.Stored.class),
    PORTAL_NOTIFIED("portal.notified", PortalEvent.Notified.class),
    PORTAL_OPENED("portal.opened", PortalEvent.Opened.class),
    PORTAL_REPLIED("portal.replied", PortalEvent.Replied.class),
    PORTAL_EXPIRED("portal.expired", PortalEvent.Expired.class),
    CONSENT_RECORDED("consent.recorded", ConsentEvent.Recorded.class),
    CONSENT_REVOKED("consent.revoked", ConsentEvent.Revoked.class),
    RULES_CHANGED("rules.changed", RulesEvent.Changed.class),
    CERTIFICATE_ADDED("certificate.added", CertificateEvent.Added.class),
    CERTIFICATE_KEY_CHANGED("certificate.key-changed", CertificateEvent.KeyChanged.class),
    CERTIFICATE_CONFIRMED("certificate.confirmed", CertificateEvent.Confirmed.class),
    CERTIFICATE_CAPABILITIES_CHANGED("certificate.capabilities-changed", CertificateEvent.CapabilitiesChanged.class),
    CERTIFICATE_REVOKED("certificate.revoked", CertificateEvent.Revoked.class),
    CERTIFICATE_EXPIRING("certificate.expiring", CertificateEvent.Expiring.class),
    CERTIFICATE_ANCHOR_ADDED("certificate.anchor-added", CertificateEvent.AnchorAdded.class),
    CERTIFICATE_ANCHOR_REMOVED("certificate.anchor-removed", CertificateEvent.AnchorRemoved.class),
    CERTIFICATE_LIST_ADDED("certificate.crl-added", CertificateEvent.ListAdded.class),
    DKIM_KEY_ADDED("dkim-key.added", DkimKeyEvent.Added.class),
    DKIM_KEY_ACTIVATED("dkim-key.activated", DkimKeyEvent.Activated.class),
    DKIM_KEY_RETIRED("dkim-key.retired", DkimKeyEvent.Retired.class),
    DKIM_KEY_REMOVED("dkim-key.removed", DkimKeyEvent.Removed.class),
    KEY_ADDED("key.added", KeyEvent.Added.class),
    KEY_CERTIFIED("key.certified", KeyEvent.Certified.class),
    KEY_EXPIRING("key.expiring", KeyEvent.Expiring.class),
    KEY_RETIRED("key.retired", KeyEvent.Retired.class),
    KEY_DESTROYED("key.destroyed", KeyEvent.Destroyed.class),
    KEY_ISSUED("key.issued", KeyEvent.Issued.class),
    KEY_REVOKED("key.revoked", KeyEvent.Revoked.class),
    KEY_BACKED_UP("key.backed-up", KeyEvent.BackedUp.class),
    KEY_RESTORED("key.restored", KeyEvent.Restored.class),
    ACCOUNT_ADDED("account.added", AccountEvent.Added.class),
    ACCOUNT_PASSWORD_RESET("account.password-reset", AccountEvent.PasswordReset.class),
    ACCOUNT_CERTIFICATE_CHANGED("account.certificate-changed", AccountEvent.CertificateChanged.class),
    ACCOUNT_DISABLED("account.disabled", AccountEvent.Disabled.class),
    ACCESS_SIGNED_IN("access.signed-in", AccessEvent.SignedIn.class),
    ACCESS_DENIED("access.denied", AccessEvent.Denied.class);

    /** What the types of CloudEvents begin with. */
    static final String NAMESPACE = "org.sealpost.";

    private final String key;
    private final Class<? extends EventData> dataClass;

    EventType(String key, Class<? extends EventData> dataClass) {
        this.key = key;
        this.dataClass = dataClass;
    }

    /** The type as it is stored, such as {@code message.decided}. */
    public String key() {
        return key;
    }

    /** The type as CloudEvents name it, such as {@code org.sealpost.message.decided}. */
    public String cloudEventType() {
        return NAMESPACE + key;
    }

    /** The record that holds what happened. */
    public Class<? extends EventData> dataClass() {
        return dataClass;
    }

    /** @throws IllegalArgumentException when no type has that key */
    public static EventType parse(String key) {
        for (EventType type : values()) {
            if (type.key.equals(key)) {
                return type;
            }
        }
        throw new IllegalArgumentException("no event type has the key " + key);
    }

    static EventType of(EventData data) {
        return switch (data) {
            case MessageEvent.Received ignored -> MESSAGE_RECEIVED;
            case MessageEvent.Decided ignored -> MESSAGE_DECIDED;
            case MessageEvent.Delivered ignored -> MESSAGE_DELIVERED;
            case MessageEvent.Deferred ignored -> MESSAGE_DEFERRED;
            case MessageEvent.Bounced ignored -> MESSAGE_BOUNCED;
            case MessageEvent.Held ignored -> MESSAGE_HELD;
            case MessageEvent.Released ignored -> MESSAGE_RELEASED;
            case MessageEvent.Rerouted ignored -> MESSAGE_REROUTED;
            case MessageEvent.Retried ignored -> MESSAGE_RETRIED;
            case MessageEvent.Refused ignored -> MESSAGE_REFUSED;
            case MessageEvent.OutcomeUnknown ignored -> MESSAGE_OUTCOME_UNKNOWN;
            case InboundEvent.Received ignored -> INBOUND_RECEIVED;
            case InboundEvent.Delivered ignored -> INBOUND_DELIVERED;
            case InboundEvent.Refused ignored -> INBOUND_REFUSED;
            case PortalEvent.Stored ignored -> PORTAL_STORED;
            case PortalEvent.Notified ignored -> PORTAL_NOTIFIED;
            case PortalEvent.Opened ignored -> PORTAL_OPENED;
            case PortalEvent.Replied ignored -> PORTAL_REPLIED;
            case PortalEvent.Expired ignored -> PORTAL_EXPIRED;
            case ConsentEvent.Recorded ignored -> CONSENT_RECORDED;
            case ConsentEvent.Revoked ignored -> CONSENT_REVOKED;
            case RulesEvent.Changed ignored -> RULES_CHANGED;
            case CertificateEvent.Added ignored -> CERTIFICATE_ADDED;
            case CertificateEvent.KeyChanged ignored -> CERTIFICATE_KEY_CHANGED;
            case CertificateEvent.Confirmed ignored -> CERTIFICATE_CONFIRMED;
            case CertificateEvent.Revoked ignored -> CERTIFICATE_REVOKED;
            case CertificateEvent.Expiring ignored -> CERTIFICATE_EXPIRING;
            case CertificateEvent.AnchorAdded ignored -> CERTIFICATE_ANCHOR_ADDED;
            case CertificateEvent.AnchorRemoved ignored -> CERTIFICATE_ANCHOR_REMOVED;
            case CertificateEvent.ListAdded ignored -> CERTIFICATE_LIST_ADDED;
            case CertificateEvent.CapabilitiesChanged ignored -> CERTIFICATE_CAPABILITIES_CHANGED;
            case DkimKeyEvent.Added ignored -> DKIM_KEY_ADDED;
            case DkimKeyEvent.Activated ignored -> DKIM_KEY_ACTIVATED;
            case DkimKeyEvent.Retired ignored -> DKIM_KEY_RETIRED;
            case DkimKeyEvent.Removed ignored -> DKIM_KEY_REMOVED;
            case KeyEvent.Added ignored -> KEY_ADDED;
            case KeyEvent.Certified ignored -> KEY_CERTIFIED;
            case KeyEvent.Expiring ignored -> KEY_EXPIRING;
            case KeyEvent.Retired ignored -> KEY_RETIRED;
            case KeyEvent.Destroyed ignored -> KEY_DESTROYED;
            case KeyEvent.Issued ignored -> KEY_ISSUED;
            case KeyEvent.Revoked ignored -> KEY_REVOKED;
            case KeyEvent.BackedUp ignored -> KEY_BACKED_UP;
            case KeyEvent.Restored ignored -> KEY_RESTORED;
            case AccountEvent.Added ignored -> ACCOUNT_ADDED;
            case AccountEvent.PasswordReset ignored -> ACCOUNT_PASSWORD_RESET;
            case AccountEvent.CertificateChanged ignored -> ACCOUNT_CERTIFICATE_CHANGED;
            case AccountEvent.Disabled ignored -> ACCOUNT_DISABLED;
            case AccessEvent.SignedIn ignored -> ACCESS_SIGNED_IN;
            case AccessEvent.Denied ignored -> ACCESS_DENIED;
        };
    }

    @Override
    public String toString() {
        return key;
    }
}

package org.sealpost.consent.fhir;

/**
 * A resource that is not taken. Its message says in one sentence why, and quotes nothing that stands in the resource.
 */
public final class ResourceRefused extends Exception {

    private static final long serialVersionUID = 1L;

    /** Of what kind the reason is; the words of FHIR's issue types. */
    public enum Kind {
        /** It is no such resource, or no JSON. */
        STRUCTURE("structure"),
        /** Something is missing. */
        REQUIRED("required"),
        /** A value cannot be. */
        VALUE("value"),
        /** Something is in it that is not understood. */
        NOT_SUPPORTED("not-supported"),
        /** It is understood, and contradicts itself or the rules of consent. */
        BUSINESS_RULE("business-rule"),
        /** It refers to something that is not here. */
        NOT_FOUND("not-found");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        /** FHIR's code. */
        public String code() {
            return code;
        }
    }

    private final Kind kind;
    private final String element;

    ResourceRefused(Kind kind, String element, String sentence) {
        super(sentence, null, false, false);
        this.kind = kind;
        this.element = element;
    }

    static ResourceRefused missing(String element) {
        return new ResourceRefused(Kind.REQUIRED, element, element + " is missing.");
    }

    static ResourceRefused notUnderstood(String element, String understood) {
        return new ResourceRefused(Kind.NOT_SUPPORTED, element, element + " is not understood: " + understood + ".");
    }

    /** The same, and what follows from it: whole sentences, after a blank. */
    ResourceRefused and(String consequence) {
        return new ResourceRefused(kind, element, sentence() + consequence);
    }

    /** Of what kind the reason is. */
    public Kind kind() {
        return kind;
    }

    /** The element, by FHIRPath. */
    public String element() {
        return element;
    }

    /** The reason, as a sentence. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}

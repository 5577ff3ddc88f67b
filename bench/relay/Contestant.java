package relay;

/** Who takes part in a scenario. */
enum Contestant {
    /** Sealpost as it comes. */
    SEALPOST,
    /** Sealpost with a long queue that is not due. */
    SEALPOST_WITH_BACKLOG,
    /** Postfix with its queue on disk. */
    POSTFIX,
    /** Postfix that hands on within the client's transaction, as Sealpost does. */
    POSTFIX_PROXY,
    /** Postfix that keeps its TLS connections to the next hop. */
    POSTFIX_KEEPS_TLS,
    /** Sealpost to recipients who want every message encrypted with S/MIME. */
    SEALPOST_ENCRYPTS,
    /** Postfix with a content filter that encrypts with the openssl command. */
    POSTFIX_FILTER
}

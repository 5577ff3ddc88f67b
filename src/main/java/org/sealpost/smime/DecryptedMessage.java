package org.sealpost.smime;

import org.sealpost.mail.RawMessage;

/**
 * What a recipient sees of an encrypted message.
 *
 * @param payload the Cryptographic Payload in its exact octets
 * @param view the message to show: the protected fields of the payload where it has them, else the outer ones, with
 *     the payload's body (RFC 9788 section 4)
 * @param headerProtected whether the fields of {@code view} were encrypted and authenticated with the body
 */
public record DecryptedMessage(RawMessage payload, RawMessage view, boolean headerProtected) {}

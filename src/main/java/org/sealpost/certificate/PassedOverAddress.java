package org.sealpost.certificate;

/**
 * An address that stands in a certificate and that no mail is encrypted for by it.
 *
 * @param address as the certificate has it, without control characters
 * @param reason why it does not count, as a sentence that says what to do where something can be done
 */
public record PassedOverAddress(String address, String reason) {}

package org.sealpost.smtp.server;

/**
 * What protects a connection.
 *
 * @param version such as {@code TLSv1.3}
 * @param cipher the suite's standard name
 */
public record TlsParameters(String version, String cipher) {}

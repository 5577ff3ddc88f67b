/**
 * SMTP, the protocol and nothing else (RFC 5321): what server and client share. Plain Java on blocking sockets, one
 * virtual thread a connection; no Quarkus and no word of what Sealpost decides.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.smtp;

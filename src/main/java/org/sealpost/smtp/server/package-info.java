/**
 * The receiving side of SMTP (RFC 5321): listener, sessions, the reader of DATA, limits and TLS. What becomes of a
 * message is decided behind {@link org.sealpost.smtp.server.MailReceiver}, by someone else.
 *
 * <p>The life of a connection: {@code Listener} accepts it and starts a virtual thread; {@code Session} reads commands
 * through {@code CommandParser} and answers them; {@code DataReader} reads a message, and {@code MailTransaction} says
 * with which reply it ends.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.smtp.server;

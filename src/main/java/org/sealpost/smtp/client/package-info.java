/**
 * SMTP's sending side: a connection that says what it proves, and a transaction whose last octet, the final dot, is
 * sent when the caller says so. Blocking calls on the caller's (virtual) thread.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.smtp.client;

/**
 * S/MIME 4.0 (RFC 8551): encrypts a message for the certificates of its recipients and protects its header fields (RFC
 * 9788). Plain Java without CDI and without a database; which certificates may be used is decided elsewhere.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.smime;

/**
 * Sealing at rest: a data key for each message, wrapped by a key-encryption key that belongs to a month of expiry.
 * Destroying a month's key shreds its messages wherever copies of them are, in backups and logs too.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.seal;

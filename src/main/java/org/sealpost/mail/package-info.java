/**
 * The value types of the field: mailboxes, envelopes and byte-exact messages. Plain Java that every other package may
 * use and that uses none of them.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.mail;

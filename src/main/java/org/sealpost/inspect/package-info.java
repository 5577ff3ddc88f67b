/**
 * Looks into messages for health information: takes a message apart as a mail reader would, and finds what identifies a
 * patient. Plain Java, linear in the size of the message.
 *
 * <p>Guarantee: what cannot be read is reported as {@link org.sealpost.inspect.Uninspectable}, never passed over, so
 * that a message counts as free of health information only when all of it was read.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.inspect;

/**
 * Recipients' certificates: importing, trusting, revoking them, and choosing the one that a message may be encrypted
 * for, with the reason for each that may not be used.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.certificate;

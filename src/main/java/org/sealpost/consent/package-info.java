/**
 * Patients, their addresses and what they agreed to. A consent is never changed: a newer one takes its place, or it is
 * revoked.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.consent;

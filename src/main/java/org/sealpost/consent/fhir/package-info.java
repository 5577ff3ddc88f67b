/**
 * Consents and patients as FHIR R4 resources: read and written, polled or asked for at a FHIR server, and taken from a
 * Kafka topic. What is not understood is refused; it never widens.
 */
@org.jspecify.annotations.NullMarked
package org.sealpost.consent.fhir;

package org.sealpost.consent.fhir;

/**
 * Something of a resource that its sender should know although the resource was taken: it was not understood, or left out.
 *
 * @param kind why
 * @param element by FHIRPath
 * @param sentence the same in one sentence, which quotes nothing that stands in the resource
 */
public record Remark(ResourceRefused.Kind kind, String element, String sentence) {}

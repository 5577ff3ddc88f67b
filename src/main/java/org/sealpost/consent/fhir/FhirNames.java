package org.sealpost.consent.fhir;

/** The systems, codes and extensions that are understood. Those of Sealpost's own are identifiers; nothing fetches them. */
final class FhirNames {

    static final String SCOPE_SYSTEM = "http://terminology.hl7.org/CodeSystem/consentscope";
    static final String SCOPE_PRIVACY = "patient-privacy";
    static final String LOINC = "http://loinc.org";
    static final String PATIENT_CONSENT = "59284-0";
    static final String ACT_CODE = "http://terminology.hl7.org/CodeSystem/v3-ActCode";
    static final String OPT_IN = "OPTIN";
    static final String OPT_OUT = "OPTOUT";
    static final String ACTION_SYSTEM = "http://terminology.hl7.org/CodeSystem/consentaction";
    static final String DISCLOSE = "disclose";
    static final String ACT_REASON = "http://terminology.hl7.org/CodeSystem/v3-ActReason";
    static final String CONFIDENTIALITY = "http://terminology.hl7.org/CodeSystem/v3-Confidentiality";
    static final String ROLE_CODE = "http://terminology.hl7.org/CodeSystem/v3-RoleCode";
    static final String IDENTIFIER_TYPE = "http://terminology.hl7.org/CodeSystem/v2-0203";
    static final String MEDICAL_RECORD = "MR";
    static final String LANGUAGES = "urn:ietf:bcp:47";

    private static final String OWN = "https://sealpost.org/fhir/";

    /** The ways of writing to a patient; the API publishes it. */
    static final String CHANNEL_SYSTEM = OWN + "CodeSystem/consent-channel";

    /** What a consent is beside an ordinary one. */
    static final String POLICY_SYSTEM = OWN + "CodeSystem/consent-policy";

    static final String CONFIDENTIAL_COMMUNICATION = "confidential-communication";
    static final String MARKETING_AUTHORIZATION = "marketing-authorization";
    static final String WROTE_FIRST = "wrote-first";

    static final String WARNING = OWN + "StructureDefinition/consent-warning";
    static final String WARNING_VERSION = "version";
    static final String WARNING_LANGUAGE = "language";
    static final String METHOD = OWN + "StructureDefinition/consent-method";
    static final String RECORDED_BY = OWN + "StructureDefinition/consent-recorded-by";
    static final String ONLY_AT = OWN + "StructureDefinition/consent-only-at";
    static final String SHARED_MAILBOX = OWN + "StructureDefinition/shared-mailbox";
    static final String SUBSTANCE_USE = OWN + "StructureDefinition/substance-use-record";

    /** The system of ids by which another system knows a consent. */
    static final String SOURCE_ID = OWN + "NamingSystem/consent-source";

    /** The system of the practice's patient ids, where the practice has named none. */
    static final String PATIENT_ID = OWN + "NamingSystem/patient-id";

    /** The system of pseudonyms of addresses, which nobody without the key can tell the address by. */
    static final String ADDRESS_PSEUDONYM = OWN + "NamingSystem/address-pseudonym";

    /** The system of Sealpost's ids of messages. */
    static final String MESSAGE_ID = OWN + "NamingSystem/message-id";

    static final String DICOM = "http://dicom.nema.org/resources/ontology/DCM";
    static final String EXPORT = "110106";
    static final String SOURCE_ROLE = "110153";
    static final String DESTINATION_ROLE = "110152";
    static final String LIFECYCLE = "http://terminology.hl7.org/CodeSystem/iso-21089-lifecycle";
    static final String ENTITY_TYPE = "http://terminology.hl7.org/CodeSystem/audit-entity-type";
    static final String OBJECT_ROLE = "http://terminology.hl7.org/CodeSystem/object-role";

    private FhirNames() {}
}

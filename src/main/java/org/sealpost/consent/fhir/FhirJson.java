package org.sealpost.consent.fhir;

import ca.uhn.fhir.context.FhirContext;
import ca.uhn.fhir.parser.IParser;
import ca.uhn.fhir.parser.StrictErrorHandler;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.hl7.fhir.instance.model.api.IBaseResource;
import org.hl7.fhir.r4.model.Resource;
import org.sealpost.consent.fhir.ResourceRefused.Kind;

/**
 * Resources from and to JSON, by HAPI FHIR's parser, which refuses what R4 does not know. The first use takes seconds:
 * {@link FhirWarmUp} makes it.
 */
final class FhirJson {

    private static final Pattern ELEMENT = Pattern.compile("element[ =]['\"]([A-Za-z]{1,40})['\"]");

    private FhirJson() {}

    /** Made when it is first needed. */
    private static final class Holder {
        static final FhirContext CONTEXT = context();

        private static FhirContext context() {
            FhirContext context = FhirContext.forR4();
            context.setParserErrorHandler(new StrictErrorHandler());
            return context;
        }
    }

    /** @throws ResourceRefused when it is none of that type in R4 */
    static <T extends IBaseResource> T read(ResourceText text, Class<T> type) throws ResourceRefused {
        text.require(type.getSimpleName());
        try {
            return parser().parseResource(type, text.withoutNarrative());
        } catch (RuntimeException wrong) {
            // Mostly a DataFormatException; what else the parser stumbles over is no resource either.
            // The parser's words may quote a value; the name of the element is all that is taken from them.
            Matcher element = ELEMENT.matcher(String.valueOf(wrong.getMessage()));
            String at = element.find() ? text.type() + ".descendants()." + element.group(1) : text.type();
            throw new ResourceRefused(Kind.STRUCTURE, at, at + " is not as FHIR R4 has it.");
        }
    }

    static String write(Resource resource) {
        return parser().encodeResourceToString(resource);
    }

    private static IParser parser() {
        return Holder.CONTEXT.newJsonParser();
    }
}

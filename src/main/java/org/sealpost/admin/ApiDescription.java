package org.sealpost.admin;

import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.Components;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;

/** What {@code /q/openapi} says of the API as a whole. */
@OpenAPIDefinition(
        info =
                @Info(
                        title = "Sealpost",
                        version = "1",
                        description = "Every call is for one practice: the header X-Sealpost-Practice or the query"
                                + " parameter practice names it, else it is `default`. Errors are problem details"
                                + " (RFC 9457) whose `detail` says in one sentence what happened and what to do."),
        security = @SecurityRequirement(name = "token"),
        components =
                @Components(
                        securitySchemes =
                                @SecurityScheme(
                                        securitySchemeName = "token",
                                        type = SecuritySchemeType.HTTP,
                                        scheme = "bearer",
                                        description = "The token in the file admin.token of the gateway's home"
                                                + " folder.")))
public class ApiDescription extends Application {}

package org.sealpost.admin;

import io.quarkus.qute.TemplateInstance;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.Response.Status;
import jakarta.ws.rs.core.UriInfo;
import java.net.URI;

/** The console's answers to browsers. */
final class ConsoleAnswer {

    static final String ROOT = "/console";

    private static final String HTML = MediaType.TEXT_HTML + ";charset=UTF-8";

    private ConsoleAnswer() {}

    static boolean isConsole(UriInfo uri) {
        String path = uri.getPath();
        return path.equals(ROOT) || path.startsWith(ROOT + "/");
    }

    static Response page(int status, TemplateInstance page, NewCookie... cookies) {
        return Response.status(status)
                .type(HTML)
                .entity(page.render())
                .cookie(cookies)
                .build();
    }

    /** After a POST: what a reload or the back button repeats is a GET. */
    static Response seeOther(String path, NewCookie... cookies) {
        return Response.status(Status.SEE_OTHER)
                .location(URI.create(path))
                .cookie(cookies)
                .build();
    }

    static Response problem(Problem problem) {
        return page(problem.status(), ConsolePages.note(problem.title(), problem.detail()));
    }

    static Response signIn(Status status, String error) {
        return page(status.getStatusCode(), ConsolePages.signIn(error));
    }
}

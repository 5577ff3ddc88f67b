package org.sealpost.portal;

import static io.restassured.RestAssured.given;

import io.restassured.http.Cookie;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A browser without script: keeps cookies, follows nothing by itself, sends forms as the page holds them. */
final class Browser {

    private static final Pattern FORM_TOKEN = Pattern.compile("name=\"form\" value=\"([^\"]*)\"");

    final Map<String, String> cookies = new HashMap<>();
    String formToken = "";

    Response get(String path) {
        return keep(request().get(path));
    }

    Response post(String path, Map<String, String> fields) {
        return keep(request().formParam("form", formToken).formParams(fields).post(path));
    }

    Response birthDate(String path, List<String> date) {
        return post(path, Map.of("month", date.get(0), "day", date.get(1), "year", date.get(2)));
    }

    /** From the link to the page of the code. */
    Response identify(String path, List<String> date) {
        get(path);
        Response answer = birthDate(path, date);
        if (answer.statusCode() == 303) {
            get(path + "/code");
        }
        return answer;
    }

    Response code(String path, String code) {
        return post(path + "/code", Map.of("code", code));
    }

    private RequestSpecification request() {
        return given().redirects().follow(false).cookies(cookies).contentType("application/x-www-form-urlencoded");
    }

    private Response keep(Response answer) {
        for (Cookie cookie : answer.detailedCookies()) {
            if (cookie.getMaxAge() == 0) {
                cookies.remove(cookie.getName());
            } else {
                cookies.put(cookie.getName(), cookie.getValue());
            }
        }
        Matcher token = FORM_TOKEN.matcher(answer.asString());
        if (token.find()) {
            formToken = token.group(1);
        }
        return answer;
    }
}

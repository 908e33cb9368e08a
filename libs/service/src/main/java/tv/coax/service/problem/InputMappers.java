package tv.coax.service.problem;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import io.quarkus.hibernate.validator.runtime.jaxrs.ResteasyReactiveViolationException;
import jakarta.inject.Inject;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jboss.resteasy.reactive.server.ServerExceptionMapper;

/** What is wrong with a request's input, told field by field. */
class InputMappers {
  private static final String NAME = "invalid-request";

  private final ProblemResponses responses;

  @Inject
  InputMappers(ProblemResponses responses) {
    this.responses = responses;
  }

  @ServerExceptionMapper(priority = 1)
  Response invalid(ResteasyReactiveViolationException failure, HttpHeaders request) {
    List<Map<String, String>> errors =
        failure.getConstraintViolations().stream()
            .map(v -> Map.of("field", field(v.getPropertyPath()), "message", v.getMessage()))
            .sorted(Comparator.comparing(error -> error.get("field")))
            .toList();
    String detail =
        errors.stream()
            .map(error -> (error.get("field") + " " + error.get("message")).strip())
            .collect(Collectors.joining("; ", "The request is not valid: ", "."));
    return responses.of(Problem.of(400, NAME, detail).with("errors", errors), request).build();
  }

  @ServerExceptionMapper(priority = 1)
  Response unreadable(MismatchedInputException failure, HttpHeaders request) {
    String field = field(failure);
    String detail =
        field.isEmpty()
            ? "The body is missing or has not the expected form."
            : "The body's field " + field + " has not the expected form.";
    return responses.of(Problem.of(400, NAME, detail), request).build();
  }

  @ServerExceptionMapper(priority = 1)
  Response unreadable(JacksonException failure, HttpHeaders request) {
    return responses.of(notJson(), request).build();
  }

  static Problem notJson() {
    return Problem.of(400, NAME, "The body is not valid JSON.");
  }

  /** The path inside the body, or the parameter's name: what the client calls it. */
  private static String field(Path path) {
    String inBody = names(path, ElementKind.PROPERTY);
    return inBody.isEmpty() ? names(path, ElementKind.PARAMETER) : inBody;
  }

  private static String names(Path path, ElementKind kind) {
    return StreamSupport.stream(path.spliterator(), false)
        .filter(node -> node.getKind() == kind)
        .map(Path.Node::getName)
        .collect(Collectors.joining("."));
  }

  private static String field(JsonMappingException failure) {
    return failure.getPath().stream()
        .map(
            part -> part.getFieldName() == null ? "[" + part.getIndex() + "]" : part.getFieldName())
        .collect(Collectors.joining("."));
  }
}

package tv.coax.catalog.web;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import jakarta.enterprise.context.ApplicationScoped;
import tv.coax.service.problem.ProblemPage;

/** A problem as a page for people. */
@ApplicationScoped
class ErrorPage implements ProblemPage {
  @CheckedTemplate(basePath = "web", defaultName = CheckedTemplate.ELEMENT_NAME)
  static class Templates {
    private Templates() {}

    static native TemplateInstance problem(
        int status, String title, String detail, String correlationId);
  }

  @Override
  public String render(int status, String title, String detail, String correlationId) {
    return Templates.problem(status, title, detail, correlationId).render();
  }
}

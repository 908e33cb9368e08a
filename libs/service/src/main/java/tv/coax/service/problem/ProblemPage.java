package tv.coax.service.problem;

/**
 * How a service with pages shows a problem to a browser. Without such a bean, and to every client
 * that does not ask for HTML first, problems are answered as JSON.
 */
public interface ProblemPage {

  /**
   * Renders the page.
   *
   * @param title the problem's type in words, plain text
   * @param detail the sentences for a person, plain text
   * @param correlationId what support needs to find it in the logs
   * @return a whole HTML document
   */
  String render(int status, String title, String detail, String correlationId);
}

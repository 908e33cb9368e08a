import java.io.IOException;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassElement;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFile.ClassHierarchyResolverOption;
import java.lang.classfile.ClassFile.StackMapsOption;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.jar.JarOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/**
 * Copies a jar and gives its classes the class file format of Java 17, stack maps included (JVMS
 * §4.10.1). An AOT cache holds no classes in formats older than Java 6, such as picocli's; each
 * start would load and verify them anew.
 *
 * <p>{@code java ModernClasses.java OLD.jar NEW.jar}
 */
final class ModernClasses {
  private ModernClasses() {}

  public static void main(String[] arguments) throws IOException {
    Path old = Path.of(arguments[0]);
    try (ZipFile in = new ZipFile(old.toFile());
        URLClassLoader classes = new URLClassLoader(new URL[] {old.toUri().toURL()});
        JarOutputStream out = new JarOutputStream(Files.newOutputStream(Path.of(arguments[1])))) {
      ClassFile format =
          ClassFile.of(
              StackMapsOption.GENERATE_STACK_MAPS,
              ClassHierarchyResolverOption.of(
                  ClassHierarchyResolver.ofResourceParsing(classes)
                      .orElse(ClassHierarchyResolver.defaultResolver())));
      for (ZipEntry entry : Collections.list(in.entries())) {
        byte[] bytes = in.getInputStream(entry).readAllBytes();
        String name = entry.getName();
        boolean isClass = name.endsWith(".class") && !name.endsWith("module-info.class");
        out.putNextEntry(new ZipEntry(name));
        out.write(isClass ? modern(format, format.parse(bytes)) : bytes);
      }
    }
  }

  private static byte[] modern(ClassFile format, ClassModel old) {
    return format.build(
        old.thisClass().asSymbol(),
        built -> old.forEach(element -> put(element, built)));
  }

  private static void put(ClassElement element, ClassBuilder built) {
    switch (element) {
      case ClassFileVersion version -> built.withVersion(ClassFile.JAVA_17_VERSION, 0);
      case MethodModel method ->
          built.transformMethod(
              method, MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL));
      default -> built.with(element);
    }
  }
}

import CYAML

/// The linked libyaml.
public enum YAMLLibrary {
    public static var version: String { unsafe String(cString: yaml_get_version_string()) }
}

"""The formula for Homebrew on Linux, which installs the tarball."""

from release import PROJECT, Release


def formula(release: Release, tarball: str, digest: str) -> tuple[str, bytes]:
    summary = PROJECT["summary"][0].upper() + PROJECT["summary"][1:]
    text = f'''\
class Jmoncheck < Formula
  desc "{summary}"
  homepage "{PROJECT['home']}"
  url "{PROJECT['home']}/releases/download/v{release.version}/{tarball}"
  sha256 "{digest}"
  license "{PROJECT['license']}"

  depends_on :linux
  depends_on arch: :{release.machine}

  def install
    bin.install "bin/jmoncheck"
    man1.install Dir["share/man/man1/*"]
    bash_completion.install "share/bash-completion/completions/jmoncheck"
    zsh_completion.install "share/zsh/vendor-completions/_jmoncheck"
    fish_completion.install "share/fish/vendor_completions.d/jmoncheck.fish"
  end

  test do
    assert_match version.to_s, shell_output("#{{bin}}/jmoncheck --version")
  end
end
'''
    return "jmoncheck.rb", text.encode()

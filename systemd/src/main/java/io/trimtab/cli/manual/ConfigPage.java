package io.trimtab.cli.manual;

import io.trimtab.daemon.config.VendorFile;
import java.time.LocalDate;

/** The manual page of the configuration. */
final class ConfigPage {
  private final String version;
  private final LocalDate date;

  ConfigPage(String version, LocalDate date) {
    this.version = version;
    this.date = date;
  }

  String roff() {
    Roff roff = new Roff();
    roff.request("TH", "TRIMTAB.TOML", "5", date.toString(), "Trimtab " + version);
    roff.request("nh").request("ad l");
    roff.request("SH", "NAME");
    roff.text("trimtab.toml - configuration of Trimtab's daemon");
    roff.request("SH", "SYNOPSIS");
    roff.bold("/etc/trimtab/trimtab.toml").request("br");
    roff.bold("/etc/trimtab/conf.d/*.toml").request("br");
    roff.bold("/usr/lib/trimtab/trimtab.toml");
    roff.request("SH", "DESCRIPTION");
    roff.text(
        "The daemon reads the package's file, then the administrator's, then the drop-ins in the"
            + " order of their names; what comes later wins, key by key. trimtab config check says"
            + " whether they are right, trimtab config show --origin what came of them. On SIGHUP"
            + " (systemctl reload trimtab) they are read again; if they are broken, the old"
            + " configuration stays.");
    roff.request("SH", "KEYS");
    for (VendorFile.Item item : VendorFile.items()) {
      roff.request("TP").bold(item.key() + " = " + item.value());
      roff.text(item.meaning());
    }
    roff.request("SH", "SEE ALSO");
    roff.line("\\fBtrimtab\\fR(8), \\fBtrimtab\\-run\\fR(8), \\fBtrimtab\\-config\\fR(8)");
    return roff.toString();
  }
}

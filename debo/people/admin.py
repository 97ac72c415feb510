"""What the administration calls itself, and that it offers no accounts with passwords: a link opens it."""

from __future__ import annotations

from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.utils.translation import gettext_lazy as _

admin.site.site_header = "Debo"
admin.site.site_title = "Debo"
admin.site.index_title = _("Records of this hub")
admin.site.unregister([User, Group])
admin.site.index_template = "people/admin_index.html"

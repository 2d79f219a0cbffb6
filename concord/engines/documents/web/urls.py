from django.urls import path

from concord.engines.documents.web import pages

app_name = "documents"
urlpatterns = [
    path("files/<uuid:pk>", pages.ShowFile.as_view(), name="file"),
    path("files/<uuid:pk>/fetch", pages.FetchFile.as_view(), name="fetch"),
    path("files/<uuid:pk>/original", pages.FetchOriginal.as_view(), name="original"),
]

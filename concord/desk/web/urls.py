from django.urls import path

from concord.desk.web import children, figures, home

app_name = "desk"
urlpatterns = [
    path("", home.Home.as_view(), name="home"),
    path("notices/<uuid:pk>/put-away", home.PutAway.as_view(), name="put_away"),
    path("children", children.Children.as_view(), name="children"),
    path("children/<uuid:pk>", children.ShowChild.as_view(), name="child"),
    path("children/<uuid:pk>/who-can-see", children.WhoCanSee.as_view(), name="child_access"),
    path("figures", figures.Figures.as_view(), name="insight"),
    path("figures/<str:month>/<str:level>", figures.FigureList.as_view(), name="insight_list"),
]
